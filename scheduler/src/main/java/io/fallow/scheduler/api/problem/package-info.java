/** What goes wrong over HTTP, said as RFC 9457 problems with stable codes. */
package io.fallow.scheduler.api.problem;

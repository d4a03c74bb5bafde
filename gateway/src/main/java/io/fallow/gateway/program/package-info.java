/** The gateway as one running program, put together from what its file says. */
package io.fallow.gateway.program;

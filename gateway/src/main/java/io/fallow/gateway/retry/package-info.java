/** Pauses between attempts. */
package io.fallow.gateway.retry;

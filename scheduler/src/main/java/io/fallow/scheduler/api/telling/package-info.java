/**
 * Telling people: events as pages and as streams, webhooks and their sending, calendar feeds. What
 * goes over the wire, and when; what is told to whom is decided in {@code scheduler.telling}.
 */
package io.fallow.scheduler.api.telling;

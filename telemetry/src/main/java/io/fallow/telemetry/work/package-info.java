/** Blocking work of requests, on a pool that refuses rather than lets a queue grow. */
package io.fallow.telemetry.work;

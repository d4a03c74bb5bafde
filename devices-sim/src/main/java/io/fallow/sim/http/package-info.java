/** A cheap HTTP client for many callers on a machine that the server needs. */
package io.fallow.sim.http;

/**
 * Follows what assets do and whether gateways are connected, as it changes: once for all who watch.
 */
package io.fallow.scheduler.live;

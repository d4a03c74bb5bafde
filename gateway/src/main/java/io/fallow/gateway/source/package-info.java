/**
 * Adapters: turn what a machine, a meter or a file says into readings. What an adapter cannot use
 * it reports; it drops nothing without saying so.
 */
package io.fallow.gateway.source;

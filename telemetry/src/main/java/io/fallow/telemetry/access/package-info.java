/**
 * What brokers let gateways do: one list of topics, and for each kind of broker the way in which it
 * is told or asks. The only room that knows how brokers are administered.
 */
package io.fallow.telemetry.access;

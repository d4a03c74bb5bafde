/**
 * What is known of gateways as partners in a conversation: which of their messages have come in and
 * which are missing, which is confirmed to them; whether they are online; how their clocks stand.
 */
package io.fallow.telemetry.gateways;

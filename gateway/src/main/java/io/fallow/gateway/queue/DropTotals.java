package io.fallow.gateway.queue;

/**
 * What a queue ever gave up.
 *
 * @param messages in all
 * @param readings in them, as far as that is known
 */
public record DropTotals(long messages, long readings) {}

package io.fallow.telemetry.forecast;

/**
 * Two guesses at a chance: a steady one, from months, and a lively one, which leans on the last
 * days.
 */
record Guesses(double steady, double lively) {}

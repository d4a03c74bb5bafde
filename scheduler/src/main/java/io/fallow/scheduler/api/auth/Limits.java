package io.fallow.scheduler.api.auth;

/**
 * How much at once and in a row is answered; 0 of any is without limit.
 *
 * @param tokenRate requests a second with one token or key
 * @param organisationRate requests a second for one organisation, by whomever
 * @param burst by how many seconds' worth a rate may be exceeded after a pause
 * @param concurrent requests of one organisation that are worked on at once
 * @param failures tokens, keys and secrets of gateways a minute from one address that may be worth
 *     nothing
 */
public record Limits(int tokenRate, int organisationRate, int burst, int concurrent, int failures) {

  /** Enough for people, programs and their races, and too little to crowd others out. */
  public static final Limits USUAL = new Limits(50, 200, 4, 128, 120);

  /** For trials and benchmarks. */
  public static final Limits NONE = new Limits(0, 0, 1, 0, 0);
}

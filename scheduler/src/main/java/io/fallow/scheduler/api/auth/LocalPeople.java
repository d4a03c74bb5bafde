package io.fallow.scheduler.api.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The people of local mode, each with a token that the local issuer signs anew at every request for
 * it, so that a page left open over night can go on.
 */
public final class LocalPeople {

  /** How long a person's token is valid. */
  public static final Duration VALIDITY = Duration.ofDays(7);

  private final LocalIssuer issuer;
  private final List<Caller> people;

  /** These people, with tokens of this issuer. */
  public LocalPeople(LocalIssuer issuer, List<Caller> people) {
    this.issuer = issuer;
    this.people = List.copyOf(people);
  }

  /** Who signs their tokens. */
  public LocalIssuer issuer() {
    return issuer;
  }

  /** All of them, in the order given. */
  public List<Caller> all() {
    return people;
  }

  /** One by who they are. */
  public Optional<Caller> find(String person) {
    return people.stream().filter(each -> each.person().equals(person)).findFirst();
  }

  /** The people with fresh tokens, in the order given. */
  public List<SignedIn> signedIn(Instant now) {
    return people.stream()
        .map(person -> new SignedIn(person, issuer.token(person, now, VALIDITY)))
        .toList();
  }

  /** A person with a token. */
  public record SignedIn(Caller person, String token) {

    @Override
    public String toString() {
      return "SignedIn[" + person + "]";
    }
  }
}

package io.fallow.scheduler.policy;

import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.policy.Quotas.Quota;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What counts of all that an owner has said about one thing: term by term the most specific value,
 * and the platform's where nothing was said.
 *
 * @param said the most specific first
 */
record Resolution(List<Said> said) {

  /** What was said, and for what. */
  record Said(Scope scope, Statement statement) {}

  /** The terms; the turnaround is without transport. */
  Policy policy() {
    Policy platform = Policy.PLATFORM;
    return new Policy(
        value(Term.SHORTEST, platform.shortest()),
        value(Term.LONGEST, platform.longest()),
        value(Term.GRANULARITY, Optional.empty()).orElse(platform.granularity()),
        value(Term.NOTICE, platform.notice()),
        value(Term.HORIZON, platform.horizon()),
        quotas(),
        turnaround(platform.turnaround()),
        value(Term.TRANSPORT, platform.transport()),
        value(Term.QUALIFICATIONS, platform.qualifications()),
        value(Term.PERSON_QUALIFICATIONS, platform.personQualifications()),
        bookers(platform.bookers()),
        value(Term.DATA, platform.data()),
        value(Term.APPROVAL, platform.approval()),
        value(Term.APPROVAL_WITHIN, platform.approvalWithin()),
        value(Term.HOLD_FOR, platform.holdFor()),
        value(Term.GRACE, platform.grace()),
        value(Term.RELEASE_AFTER_IDLE, platform.releaseAfterIdle()),
        value(Term.FAULT_AFTER, platform.faultAfter()),
        value(Term.CANCELLATION, platform.cancellation()),
        value(Term.PRICE, platform.price()),
        value(Term.WITHHELD, platform.withheld()),
        value(Term.LEAST_PROBABILITY, platform.leastProbability()),
        value(Term.PROBABILITY_STEP, Optional.empty()).orElse(platform.probabilityStep()));
  }

  private Turnaround turnaround(Turnaround platform) {
    Duration before = value(Term.BEFORE, platform.before());
    return new Turnaround(before, value(Term.AFTER, platform.after()));
  }

  private Bookers bookers(Bookers platform) {
    return new Bookers(value(Term.PEOPLE, platform.people()), value(Term.ROLES, platform.roles()));
  }

  private Quotas quotas() {
    return new Quotas(
        quota(Term.SIMULTANEOUS),
        quota(Term.PENDING),
        quota(Term.HOURS_PER_WEEK),
        quota(Term.HOURS_PER_MONTH));
  }

  private <T> T value(Term<T> term, T platform) {
    return said.stream()
        .flatMap(each -> each.statement().get(term).stream())
        .findFirst()
        .orElse(platform);
  }

  /** A quota counts what it was said for. */
  private <T> Optional<Quota<T>> quota(Term<Optional<T>> term) {
    return said.stream()
        .filter(each -> each.statement().get(term).isPresent())
        .findFirst()
        .flatMap(
            each ->
                each.statement()
                    .get(term)
                    .orElseThrow()
                    .map(most -> new Quota<>(most, each.scope())));
  }
}

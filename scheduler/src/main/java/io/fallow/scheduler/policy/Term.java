package io.fallow.scheduler.policy;

import io.fallow.scheduler.membership.Role;
import io.fallow.scheduler.policy.Policy.Approval;
import io.fallow.scheduler.policy.Policy.CancellationTier;
import io.fallow.scheduler.policy.Policy.Flow;
import io.fallow.scheduler.policy.Policy.Price;
import io.fallow.scheduler.policy.Policy.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One term that an owner may state: what it is called, and how its value is written.
 *
 * @param name in JSON
 */
record Term<T>(String name, Form<T> form) {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** As far ahead as anything is foretold. */
  private static final Duration FARTHEST = Duration.ofDays(28);

  private static final int MOST = 10_000;

  static final Term<Duration> SHORTEST = duration("shortest", MINUTE, FARTHEST);
  static final Term<Duration> LONGEST = duration("longest", MINUTE, FARTHEST);
  static final Term<Optional<Duration>> GRANULARITY =
      new Term<>("granularity", Form.orNone(Form.step(MINUTE, DAY)));
  static final Term<Duration> NOTICE = duration("notice", Duration.ZERO, FARTHEST);
  static final Term<Duration> HORIZON = duration("horizon", Duration.ofHours(1), FARTHEST);
  static final Term<Optional<Integer>> SIMULTANEOUS = count("simultaneous");
  static final Term<Optional<Integer>> PENDING = count("pending");
  static final Term<Optional<Duration>> HOURS_PER_WEEK =
      new Term<>("hoursPerWeek", Form.orNone(Form.hours("169")));
  static final Term<Optional<Duration>> HOURS_PER_MONTH =
      new Term<>("hoursPerMonth", Form.orNone(Form.hours("745")));
  static final Term<Duration> BEFORE =
      duration("before", Duration.ZERO, CompoundForms.LONGEST_TURNAROUND);
  static final Term<Duration> AFTER =
      duration("after", Duration.ZERO, CompoundForms.LONGEST_TURNAROUND);
  static final Term<List<Transport>> TRANSPORT = new Term<>("transport", CompoundForms.TRANSPORT);
  static final Term<Set<String>> QUALIFICATIONS = new Term<>("qualifications", Form.codes());
  static final Term<Set<String>> PERSON_QUALIFICATIONS =
      new Term<>("personQualifications", Form.codes());
  static final Term<Optional<Set<String>>> PEOPLE =
      new Term<>("people", Form.orNone(Form.people()));
  static final Term<Optional<Set<Role>>> ROLES =
      new Term<>("roles", Form.orNone(Form.words(Role.class)));
  static final Term<Set<Flow>> DATA = new Term<>("data", Form.words(Flow.class));
  static final Term<Approval> APPROVAL = new Term<>("approval", Form.word(Approval.class));
  static final Term<Duration> APPROVAL_WITHIN = duration("approvalWithin", MINUTE, FARTHEST);
  static final Term<Duration> HOLD_FOR = duration("holdFor", MINUTE, DAY);
  static final Term<Duration> GRACE = duration("grace", MINUTE, DAY);
  static final Term<Duration> RELEASE_AFTER_IDLE = duration("releaseAfterIdle", MINUTE, DAY);
  static final Term<Duration> FAULT_AFTER = duration("faultAfter", MINUTE, DAY);
  static final Term<List<CancellationTier>> CANCELLATION =
      new Term<>("cancellation", CompoundForms.CANCELLATION);
  static final Term<Optional<Price>> PRICE = new Term<>("price", CompoundForms.PRICE);
  static final Term<Boolean> WITHHELD = new Term<>("withheld", Form.flag());
  static final Term<Double> LEAST_PROBABILITY =
      new Term<>("leastProbability", Form.chance("0.6", "0.99"));
  static final Term<Optional<Double>> PROBABILITY_STEP =
      new Term<>("probabilityStep", Form.orNone(Form.chance("0.005", "0.5")));

  /** All terms, in the order in which they are told. */
  static final List<Term<?>> ALL =
      List.of(
          SHORTEST,
          LONGEST,
          GRANULARITY,
          NOTICE,
          HORIZON,
          SIMULTANEOUS,
          PENDING,
          HOURS_PER_WEEK,
          HOURS_PER_MONTH,
          BEFORE,
          AFTER,
          TRANSPORT,
          QUALIFICATIONS,
          PERSON_QUALIFICATIONS,
          PEOPLE,
          ROLES,
          DATA,
          APPROVAL,
          APPROVAL_WITHIN,
          HOLD_FOR,
          GRACE,
          RELEASE_AFTER_IDLE,
          FAULT_AFTER,
          CANCELLATION,
          PRICE,
          WITHHELD,
          LEAST_PROBABILITY,
          PROBABILITY_STEP);

  /** What a partner need not know to book, and could guess the owner's work from. */
  static final Set<Term<?>> OWNERS_ALONE =
      Set.of(FAULT_AFTER, WITHHELD, LEAST_PROBABILITY, PROBABILITY_STEP);

  private static Term<Duration> duration(String name, Duration least, Duration most) {
    return new Term<>(name, Form.duration(least, most));
  }

  private static Term<Optional<Integer>> count(String name) {
    return new Term<>(name, Form.orNone(Form.count(1, MOST)));
  }
}

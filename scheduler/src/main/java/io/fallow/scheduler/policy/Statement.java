package io.fallow.scheduler.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.policy.Quotas.Quota;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The terms that an owner has stated in one place, some of all that there are. Its JSON is an
 * object with a member for each:
 *
 * <pre>
 * {"shortest":"PT30M","longest":"PT8H","granularity":"PT15M","notice":"PT2H","horizon":"P14D",
 *  "simultaneous":3,"pending":2,"hoursPerWeek":20,"hoursPerMonth":"none",
 *  "before":"PT10M","after":"PT20M","transport":[{"beyondKm":10,"before":"PT1H","after":"PT1H"}],
 *  "qualifications":["iso-13485"],"personQualifications":["mri-level-2"],"people":["marta.silva"],
 *  "roles":["approver"],"data":["utilisation","session-power"],
 *  "approval":"owner","approvalWithin":"PT12H","holdFor":"PT10M","grace":"PT30M",
 *  "releaseAfterIdle":"PT30M","faultAfter":"PT10M",
 *  "cancellation":[{"atLeastBefore":"P2D","percent":0},{"atLeastBefore":"PT0S","percent":50}],
 *  "price":{"perHour":120,"currency":"EUR","per":"used"},
 *  "withheld":false,"leastProbability":0.8,"probabilityStep":0.1}
 * </pre>
 */
public final class Statement {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(Form.NODES)
          .build();

  /** Nothing. */
  public static final Statement NOTHING = new Statement(Map.of());

  private final Map<Term<?>, Object> values;

  private Statement(Map<Term<?>, Object> values) {
    this.values = values;
  }

  /** A statement of a turnaround alone. */
  static Statement of(Turnaround turnaround) {
    return new Statement(Map.of(Term.BEFORE, turnaround.before(), Term.AFTER, turnaround.after()));
  }

  /** Terms that count, all of them. */
  public static Statement of(Policy policy) {
    Map<Term<?>, Object> values = new LinkedHashMap<>();
    values.put(Term.SHORTEST, policy.shortest());
    values.put(Term.LONGEST, policy.longest());
    values.put(Term.GRANULARITY, Optional.of(policy.granularity()).filter(Policy::isGrid));
    values.put(Term.NOTICE, policy.notice());
    values.put(Term.HORIZON, policy.horizon());
    values.put(Term.SIMULTANEOUS, policy.quotas().simultaneous().map(Quota::most));
    values.put(Term.PENDING, policy.quotas().pending().map(Quota::most));
    values.put(Term.HOURS_PER_WEEK, policy.quotas().perWeek().map(Quota::most));
    values.put(Term.HOURS_PER_MONTH, policy.quotas().perMonth().map(Quota::most));
    values.put(Term.BEFORE, policy.turnaround().before());
    values.put(Term.AFTER, policy.turnaround().after());
    values.put(Term.TRANSPORT, policy.transport());
    values.put(Term.QUALIFICATIONS, policy.qualifications());
    values.put(Term.PERSON_QUALIFICATIONS, policy.personQualifications());
    values.put(Term.PEOPLE, policy.bookers().people());
    values.put(Term.ROLES, policy.bookers().roles());
    values.put(Term.DATA, policy.data());
    values.put(Term.APPROVAL, policy.approval());
    values.put(Term.APPROVAL_WITHIN, policy.approvalWithin());
    values.put(Term.HOLD_FOR, policy.holdFor());
    values.put(Term.GRACE, policy.grace());
    values.put(Term.RELEASE_AFTER_IDLE, policy.releaseAfterIdle());
    values.put(Term.FAULT_AFTER, policy.faultAfter());
    values.put(Term.CANCELLATION, policy.cancellation());
    values.put(Term.PRICE, policy.price());
    values.put(Term.WITHHELD, policy.withheld());
    values.put(Term.LEAST_PROBABILITY, policy.leastProbability());
    values.put(
        Term.PROBABILITY_STEP, Optional.of(policy.probabilityStep()).filter(step -> step > 0));
    return new Statement(values);
  }

  /** The same without what tells partners how the owner uses its asset. */
  public Statement forPartners() {
    Map<Term<?>, Object> told = new LinkedHashMap<>(values);
    told.keySet().removeAll(Term.OWNERS_ALONE);
    return new Statement(told);
  }

  /**
   * Reads a statement.
   *
   * @throws InvalidPolicyException naming everything that is wrong
   */
  public static Statement read(String json) {
    List<PolicyFault> faults = new ArrayList<>();
    Statement statement = read(new Given("", node(json), faults));
    if (faults.isEmpty()) {
      statement.addFaults(faults);
    }
    if (!faults.isEmpty()) {
      throw new InvalidPolicyException(faults);
    }
    return statement;
  }

  private static JsonNode node(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException failure) {
      return JSON.missingNode();
    }
  }

  private static Statement read(Given given) {
    Set<String> known = new LinkedHashSet<>();
    Term.ALL.forEach(term -> known.add(term.name()));
    Map<String, Given> members = given.members(known);
    Map<Term<?>, Object> values = new LinkedHashMap<>();
    for (Term<?> term : Term.ALL) {
      Optional.ofNullable(members.get(term.name()))
          .flatMap(member -> term.form().read().apply(member))
          .ifPresent(value -> values.put(term, value));
    }
    return new Statement(values);
  }

  private void addFaults(List<PolicyFault> faults) {
    Optional<Duration> longest = get(Term.LONGEST);
    if (exceeds(get(Term.SHORTEST), longest)) {
      faults.add(new PolicyFault("shortest", "order", "must be at most longest"));
    }
    if (exceeds(get(Term.NOTICE), get(Term.HORIZON))) {
      faults.add(new PolicyFault("notice", "order", "must be at most horizon"));
    }
    if (exceeds(get(Term.GRANULARITY).flatMap(step -> step), longest)) {
      faults.add(new PolicyFault("granularity", "order", "must be at most longest"));
    }
  }

  private static boolean exceeds(Optional<Duration> one, Optional<Duration> other) {
    return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) > 0;
  }

  /** The value that was stated for a term, if any. */
  @SuppressWarnings("unchecked") // a term's value is what its form has read
  <T> Optional<T> get(Term<T> term) {
    return Optional.ofNullable((T) values.get(term));
  }

  /** The same terms, and those of another statement for what this one leaves out. */
  public Statement over(Statement other) {
    Map<Term<?>, Object> all = new LinkedHashMap<>(other.values);
    all.putAll(values);
    return new Statement(all);
  }

  /** Its JSON, terms in a fixed order; {@link #read} gives the same statement again. */
  public String json() {
    ObjectNode node = Form.NODES.objectNode();
    Term.ALL.forEach(term -> put(node, term));
    return node.toString();
  }

  private <T> void put(ObjectNode node, Term<T> term) {
    get(term).ifPresent(value -> node.set(term.name(), term.form().write().apply(value)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Statement statement && values.equals(statement.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}

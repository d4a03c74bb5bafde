package io.fallow.scheduler.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What does not hold where it stands, of all chains: whether it would hold at another place, from
 * where it was moved, shows only once all chains have been walked. For one thread.
 */
final class Suspects {

  private static final int MOST_PLACES = 2_000;

  private record Place(int organisationId, long number) {}

  private record Changed(Seal seal, AuditEntry entry, Code digest) {}

  private final AuditKeys keys;
  private final List<Seal> seals = new ArrayList<>();
  private final List<Changed> changed = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final Map<Code, Place> expected = new HashMap<>();

  Suspects(AuditKeys keys) {
    this.keys = keys;
  }

  /** Numbers that nobody stands at. */
  void gap(int organisationId, long from, long to) {
    for (long number = from; number <= to && places.size() < MOST_PLACES; number++) {
      places.add(new Place(organisationId, number));
    }
  }

  /** A seal that does not hold where it stands. */
  void seal(Seal seal) {
    seals.add(seal);
    if (places.size() < MOST_PLACES) {
      places.add(place(seal));
    }
  }

  /** An entry that is not what was sealed. */
  void changed(Seal seal, AuditEntry entry, Code digest) {
    changed.add(new Changed(seal, entry, digest));
    expected.putIfAbsent(seal.digest(), place(seal));
  }

  /** A seal whose entry is gone. */
  void deleted(Seal seal) {
    expected.putIfAbsent(seal.digest(), place(seal));
  }

  private static Place place(Seal seal) {
    return new Place(seal.organisationId(), seal.number());
  }

  /** What is wrong with them. */
  List<ChainFault> faults(OrganisationNames names) {
    List<ChainFault> faults = new ArrayList<>();
    seals.forEach(seal -> faults.add(fault(seal, names)));
    changed.forEach(each -> faults.add(fault(each, names)));
    return faults;
  }

  private ChainFault fault(Seal seal, OrganisationNames names) {
    return sealedAt(seal)
        .map(
            place ->
                ChainFault.of(
                    FaultKind.REORDERED,
                    seal,
                    "entry %d was sealed as number %d of %s"
                        .formatted(
                            seal.entryId(), place.number(), names.of(place.organisationId()))))
        .orElseGet(
            () ->
                ChainFault.of(
                    FaultKind.FORGED_SEAL,
                    seal,
                    "the seal of entry %d was changed, or made without the key"
                        .formatted(seal.entryId())));
  }

  private Optional<Place> sealedAt(Seal seal) {
    return places.stream()
        .filter(place -> seal.at(place.organisationId(), place.number()).holds(keys))
        .findFirst();
  }

  private ChainFault fault(Changed change, OrganisationNames names) {
    Place other = expected.get(change.digest());
    if (other != null) {
      String detail =
          "entry %d has what number %d of %s had: %s"
              .formatted(
                  change.seal().entryId(),
                  other.number(),
                  names.of(other.organisationId()),
                  change.entry().inWords());
      return ChainFault.of(FaultKind.REORDERED, change.seal(), detail);
    }
    return ChainFault.of(FaultKind.CHANGED, change.seal(), detail(change, names));
  }

  private static String detail(Changed change, OrganisationNames names) {
    Seal seal = change.seal();
    AuditEntry entry = change.entry();
    StringBuilder detail = new StringBuilder("entry %d was changed".formatted(seal.entryId()));
    if (entry.organisationId() != seal.organisationId()) {
      detail.append(", moved to ").append(names.of(entry.organisationId()));
    }
    if (!entry.at().equals(seal.madeAt())) {
      detail.append(", dated ").append(entry.at());
    }
    return detail.append("; it says now: ").append(entry.inWords()).toString();
  }
}

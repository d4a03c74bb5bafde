package io.fallow.scheduler.api.sharing;

import io.fallow.scheduler.agreement.About;
import io.fallow.scheduler.agreement.Agreement;
import io.fallow.scheduler.agreement.Offer;
import io.fallow.scheduler.agreement.Reach;
import io.fallow.scheduler.agreement.Side;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.StatementReader;
import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Terms.Scope;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a body offers, and to whom. What is wrong is a fault of the call's inputs. */
final class OfferReader {

  private static final List<String> SCOPE = List.of("facility", "type", "asset");

  private final Database database;
  private final Registry registry;

  OfferReader(Database database, Registry registry) {
    this.database = database;
    this.registry = registry;
  }

  /** With whom it is to be shared. */
  static Optional<Reach> reach(Call call) {
    Inputs inputs = call.inputs();
    Stream<Reach> partner = inputs.text("partner").<Reach>map(Reach.Partner::new).stream();
    Stream<Reach> circle =
        inputs.number("circle").stream().mapToObj(id -> new Reach.Circle((int) id));
    Stream<Reach> everybody =
        inputs.flag("everybody") ? Stream.of(new Reach.Everybody()) : Stream.empty();
    List<Reach> named = Stream.of(partner, circle, everybody).flatMap(each -> each).toList();
    boolean faulty = inputs.isFaulty("partner") || inputs.isFaulty("circle");
    if (named.size() != 1 && !faulty) {
      inputs.fault("body", "partner", "choice", "say one of partner, circle and everybody");
    }
    if (inputs.text("partner").filter(call.viewer().organisation()::equals).isPresent()) {
      inputs.fault("body", "partner", "self", "is your own organisation");
    }
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  /** What is offered of the caller's own assets; every fault of the call ends it. */
  Offer own(Call call) {
    return offer(call, Optional.of(scope(call)));
  }

  /**
   * A change of what an agreement says. Which assets it is about is its owner's to say: a partner
   * doesn't know what else there is.
   */
  Offer change(Call call, Agreement agreement) {
    if (agreement.side(call.viewer().organisationId()) == Side.OWNER) {
      return own(call);
    }
    SCOPE.stream()
        .filter(call.inputs()::isGiven)
        .forEach(
            name ->
                call.inputs()
                    .fault("body", name, "owners", "is for the owner to say: leave it out"));
    return offer(call, Optional.of(database.asPlatform(() -> scope(agreement))));
  }

  private static Offer offer(Call call, Optional<Scope> scope) {
    Inputs inputs = call.inputs();
    Optional<Statement> terms = StatementReader.read(inputs);
    Optional<Instant> from = inputs.instant("from");
    Optional<Instant> until = inputs.instant("until");
    Instant earliest = from.filter(call.now()::isBefore).orElse(call.now());
    if (until.isPresent() && !until.get().isAfter(earliest)) {
      inputs.fault("body", "until", "order", "must be later than from, and than now");
    }
    Duration notice = inputs.duration("endNotice").orElse(Duration.ZERO);
    inputs.orThrow();
    return new Offer(scope.orElseThrow(), from, until, notice, terms.orElse(Statement.NOTHING));
  }

  private Scope scope(Call call) {
    Inputs inputs = call.inputs();
    int owner = call.viewer().organisationId();
    Optional<Facility> facility =
        inputs
            .text("facility")
            .flatMap(code -> registry.facility(call.viewer().organisation() + "." + code));
    unknown(inputs, "facility", facility.isPresent());
    Optional<Asset> asset =
        inputs.text("asset").flatMap(registry::asset).filter(a -> a.organisationId() == owner);
    unknown(inputs, "asset", asset.isPresent());
    return new Scope(facility, inputs.text("type"), asset);
  }

  private static void unknown(Inputs inputs, String name, boolean known) {
    if (inputs.text(name).isPresent() && !known) {
      inputs.fault("body", name, "unknown", "is none of your organisation's");
    }
  }

  private Scope scope(Agreement agreement) {
    About about = agreement.about();
    return new Scope(
        about.facility().flatMap(code -> registry.facility(agreement.owner().code() + "." + code)),
        about.assetType(),
        about.asset().flatMap(registry::asset));
  }
}

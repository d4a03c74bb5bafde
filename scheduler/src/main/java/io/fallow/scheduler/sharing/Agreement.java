package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Organisation;
import java.time.Instant;
import java.util.Optional;

/**
 * That an owner lets a partner book some of its assets; each part of what they are narrows it.
 *
 * @param facility code of the owner's facility
 * @param asset public id
 * @param until its end; empty for one without
 */
public record Agreement(
    int id,
    Organisation owner,
    Organisation partner,
    Optional<String> facility,
    Optional<String> assetType,
    Optional<String> asset,
    Instant from,
    Optional<Instant> until) {}

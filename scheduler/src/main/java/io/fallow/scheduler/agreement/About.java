package io.fallow.scheduler.agreement;

import java.util.Optional;

/**
 * What an agreement is about: all of the owner's assets; each part narrows it.
 *
 * @param facility code of the owner's facility
 * @param asset public id
 */
public record About(
    Optional<String> facility, Optional<String> assetType, Optional<String> asset) {}

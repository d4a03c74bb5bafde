package io.fallow.scheduler.idle;

import io.fallow.scheduler.policy.Policy;
import java.util.Optional;

/**
 * What a viewer is told of the terms of a window.
 *
 * @param price empty where the owner has said nothing
 * @param approval who says yes to a booking
 */
public record Offer(Optional<Policy.Price> price, Policy.Approval approval) {}

package io.fallow.scheduler.calendar;

/**
 * A lock-out to be kept.
 *
 * @param reason for people at the owner
 * @param by who locks out: {@code person@organisation}, or the platform's job
 */
public record NewLockout(LockoutKind kind, LockoutTime time, String reason, String by) {}

package io.fallow.scheduler.calendar;

import java.time.LocalDate;

/**
 * A day on which a facility does not share.
 *
 * @param day by the facility's wall clock
 * @param reason for people, such as the holiday's name
 */
public record ClosedDay(LocalDate day, String reason) {}

/**
 * When an asset may be used by others at all: shared hours on the facility's wall clock, closed
 * days, lock-outs and turnaround, and the algebra of time ranges that all of them need. The
 * arithmetic is pure; {@link io.fallow.scheduler.calendar.Calendars} reads and writes, and blocks.
 */
package io.fallow.scheduler.calendar;

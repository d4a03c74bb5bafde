/** Operations on calendars: openings, exceptions, holidays, lock-outs, calibration. */
package io.fallow.scheduler.api.calendar;

/**
 * Reservations as iCalendar feeds, behind links that whoever has them may read and that can be
 * revoked.
 */
package io.fallow.scheduler.telling.feed;

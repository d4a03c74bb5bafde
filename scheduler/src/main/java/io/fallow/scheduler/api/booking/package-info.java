/** Operations on reservations. */
package io.fallow.scheduler.api.booking;

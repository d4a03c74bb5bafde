/**
 * Idle windows: the time in which an asset is open, not locked out, not booked and expected to
 * stand idle. Works them out, searches them, and explains every stretch that is not offered.
 */
package io.fallow.scheduler.idle;

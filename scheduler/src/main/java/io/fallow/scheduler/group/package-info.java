/**
 * What goes beyond one booking of one asset: series by a recurrence rule, bundles of several
 * assets, and the wait-list. Each reservation in them is booked by the same rules and written by
 * the same hand as a single one.
 */
package io.fallow.scheduler.group;

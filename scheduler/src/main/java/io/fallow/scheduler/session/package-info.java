/**
 * What a reservation's booker, and the asset's owner, may know of what the asset did in its time:
 * during it and after, and nothing beside it.
 */
package io.fallow.scheduler.session;

/** Operations on idle windows: search and explain. */
package io.fallow.scheduler.api.idle;

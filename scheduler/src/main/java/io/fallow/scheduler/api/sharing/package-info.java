/** Operations on how companies come to share: agreements, circles, and sharing with everybody. */
package io.fallow.scheduler.api.sharing;

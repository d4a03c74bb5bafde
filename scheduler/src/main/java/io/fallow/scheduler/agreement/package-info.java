/**
 * How an owner and others come to share: agreements that are proposed, accepted, changed version by
 * version, and ended. What is shared at a moment is {@link io.fallow.scheduler.sharing}'s to say.
 */
package io.fallow.scheduler.agreement;

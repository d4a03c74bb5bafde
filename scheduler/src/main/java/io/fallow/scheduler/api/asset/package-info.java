/** Operations on assets: what they are, what they did, their gateways and activity rules. */
package io.fallow.scheduler.api.asset;

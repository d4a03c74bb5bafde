/** Operations of the API about who may act for an organisation. */
package io.fallow.scheduler.api.membership;

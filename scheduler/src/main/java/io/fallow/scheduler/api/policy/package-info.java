/** Operations on the terms of sharing: policies, agreements and qualifications. */
package io.fallow.scheduler.api.policy;

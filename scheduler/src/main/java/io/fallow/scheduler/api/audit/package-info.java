/** Operations on the audit trail. */
package io.fallow.scheduler.api.audit;

/**
 * How gateways come in and how they are shut out: one-time tokens, credentials, their rotation and
 * revocation. The only room that writes them; brokers are told by a {@link
 * io.fallow.telemetry.enrolment.Gate}.
 */
package io.fallow.telemetry.enrolment;

/**
 * As whom the gateway signs in: got once by enrolment, kept in a file that its owner alone reads.
 */
package io.fallow.gateway.credentials;

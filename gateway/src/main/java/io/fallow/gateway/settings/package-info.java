/** One mapping of the gateway's file, as typed values that know where they were written. */
package io.fallow.gateway.settings;

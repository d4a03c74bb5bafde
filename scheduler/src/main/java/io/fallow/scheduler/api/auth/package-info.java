/** Who calls: bearer tokens, the keys that they are checked with, and the issuer of local mode. */
package io.fallow.scheduler.api.auth;

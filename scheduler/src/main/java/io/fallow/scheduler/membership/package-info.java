/** Who may act for an organisation: people as its members, by their roles; programs by its keys. */
package io.fallow.scheduler.membership;

/** The gateway's program: its commands and their wiring. */
package io.fallow.gateway;

/** The API's operations by which gateways are created, let in and shut out. */
package io.fallow.scheduler.api.gateway;

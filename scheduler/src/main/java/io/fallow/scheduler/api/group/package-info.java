/** Series, bundles and the wait-list over HTTP. */
package io.fallow.scheduler.api.group;

/**
 * Who is who: organisations, their facilities, gateways with their credentials, assets and the
 * rules by which an asset's readings become its activity.
 */
package io.fallow.telemetry.registry;

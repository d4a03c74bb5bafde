package io.fallow.scheduler.sharing;

/**
 * What an organisation sees of an asset at a moment, and what else one look tells whoever wants it.
 *
 * @param policies the edition of all that is said about terms
 * @param taken whether somebody has it in part of the time that was asked about; turnaround that
 *     the asker would need is not looked at
 */
public record Sight(VisibleAsset asset, long policies, boolean taken) {}

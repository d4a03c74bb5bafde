package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.Asset;

/** Finds assets as far as the caller may know of them. */
public record AssetAccess(Sharing sharing) {

  /** The asset named in the path, if the caller sees it; 404 otherwise. */
  public VisibleAsset visible(Call call) {
    String id = call.inputs().text("asset").orElseThrow();
    return sharing
        .visible(call.viewer().organisationId(), id, call.now())
        .orElseThrow(() -> notFound(id));
  }

  /** The asset named in the path, if it is the caller's own; 403 if it is shared, else 404. */
  public Asset own(Call call) {
    VisibleAsset visible = visible(call);
    if (!visible.isOwn()) {
      throw new ProblemException(Problem.of(ProblemType.NOT_YOURS));
    }
    return visible.asset();
  }

  public static ProblemException notFound(String id) {
    return new ProblemException(
        Problem.of(
            ProblemType.ASSET_NOT_FOUND, "There is no asset " + id + ", as far as you may see."));
  }
}

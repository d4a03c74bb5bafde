// Lanes of what is when, under one axis of time. Instants are milliseconds; the clock is that of `zone`.
//
// lanes: [{id, label, href?, segments: [{start, end, kind, title, text?, faint?, onPick?}]}], segments in order of
// their start; later ones lie on top. kind: an activity, open, closed, lockout, booking, own-booking, window, held.
// onRange(from, to): the range that is wished for; without it the range stands. onPick(lane, instant): a point that
// has been clicked, or chosen by the keyboard. selected: {lane, instant} or {lane, start, end}.
import { html, useId, useLayoutEffect, useMemo, useRef, useState } from "view";
import { DAY, MINUTE, moment, range, zoneName } from "../app/time.js";
import { axis, drawn, pixel, zoomed } from "./timeline-axis.js";
import { steer } from "./timeline-keys.js";
import { AsList } from "./timeline-list.js";
import { usePointer } from "./timeline-pointer.js";

const LEAST = 15 * MINUTE;
const MOST = 31 * DAY;

export function Timeline({ from, to, zone, now, lanes, onRange, onPick, selected = null, label = "Timeline", least = LEAST, most = MOST }) {
  const [width, track] = useWidth();
  const [told, setTold] = useState(null);
  const wish = onRange && ((range) => onRange(Math.round(range[0]), Math.round(range[1])));
  const zoom = (factor, around = (from + to) / 2) => wish?.(zoomed(from, to, factor, around, least, most));
  const pan = (share) => wish?.([from + share * (to - from), to + share * (to - from)]);
  const view = { from, to, zone, now, width, onPick, selected, setTold, zoom, pan, wish };
  const marks = width > 0 ? axis(from, to, width, zone) : null;
  return html`<div class="timeline" role="group" aria-label=${label}>
    <div class="timeline-bar">
      ${onRange && html`<${Tools} zoom=${zoom} pan=${pan} />`}
      <p class="timeline-range">${range(from, to, zone)} <small class="soft">${zoneName(zone, from)}</small></p>
    </div>
    <div class="timeline-grid">
      <div class="timeline-corner"></div>
      <div class="timeline-axis" ref=${track} aria-hidden="true">${marks && html`<${Axis} marks=${marks} view=${view} />`}</div>
      ${lanes.map((lane) => html`<${Lane} key=${lane.id} lane=${lane} marks=${marks} view=${view} />`)}
    </div>
    <p class="timeline-told soft">${told ?? (onPick ? "Point at a lane, or go through it with the arrow keys." : " ")}</p>
    <${AsList} lanes=${lanes} view=${view} />
  </div>`;
}

function Tools({ zoom, pan }) {
  const tool = (name, sign, act) => html`<button class="second small" type="button" aria-label=${name} title=${name} onClick=${act}>${sign}</button>`;
  return html`<div class="timeline-tools">
    ${tool("Earlier", "◀", () => pan(-0.5))}${tool("Later", "▶", () => pan(0.5))}
    ${tool("Zoom in", "+", () => zoom(0.5))}${tool("Zoom out", "−", () => zoom(2))}
  </div>`;
}

function Axis({ marks, view: { from, to, width } }) {
  const x = (instant) => pixel(instant, from, to, width);
  const fine = marks.step < DAY;
  return html`<svg width=${width} height=${fine ? 36 : 22}>
    ${fine && marks.days.map((day, index) => dayName(day, index, x, width))}
    ${marks.ticks.filter(({ instant }) => x(instant) >= 0 && x(instant) < width - (fine ? 34 : 66)).map(({ instant, label }) => html`<text class="tick" x=${x(instant) + 3} y=${fine ? 31 : 15}>${label}</text>`)}
  </svg>`;
}

function dayName({ start, end, label }, index, x, width) {
  const left = Math.max(0, x(start));
  return Math.min(width, x(end)) - left < 72 ? null : html`<text class="day" x=${left + 3} y="12">${label}</text>`;
}

function Lane({ lane, marks, view }) {
  const { from, to, zone, width, selected } = view;
  const [cursor, setCursor] = useState(null);
  const place = useRef(null);
  const name = useId();
  const point = cursor ?? middle(view);
  const what = (instant) => `${moment(instant, zone)}: ${words(lane, instant)}`;
  const tell = (instant) => view.setTold(instant === null ? null : html`<bdi>${lane.label}</bdi>, ${moment(instant, zone)}: <bdi>${words(lane, instant)}</bdi>`);
  const picked = (instant) => pick(lane, instant, view.onPick);
  usePointer(place, view, { pick: picked, tell });
  const key = (event) => steer(event, lane, view, point, { pick: picked, moveTo: (next) => { setCursor(next); tell(next); } });
  const ground = useMemo(() => marks && [html`<${Grid} marks=${marks} view=${view} />`, html`<${Segments} each=${drawn(lane.segments, from, to, width)} />`], [lane.segments, from, to, width, zone]);
  return html`
    <div class="timeline-label" id=${name}>${lane.href ? html`<a href=${lane.href} title=${lane.label}><bdi>${lane.label}</bdi></a>` : html`<bdi title=${lane.label}>${lane.label}</bdi>`}</div>
    <div class="timeline-lane" ref=${place} role="slider" tabindex="0" aria-labelledby=${name} aria-orientation="horizontal" aria-valuemin=${Math.round(from)} aria-valuemax=${Math.round(to)} aria-valuenow=${Math.round(point)} aria-valuetext=${what(point)}
        onKeyDown=${key} onBlur=${() => setCursor(null)}>
      ${marks && html`<svg width=${width} height="30" aria-hidden="true">
        ${ground}
        <${Present} view=${view} />
        ${selected?.lane === lane.id && html`<${Selected} selected=${selected} view=${view} />`}
        ${cursor !== null && html`<line class="cursor" x1=${pixel(cursor, from, to, width)} x2=${pixel(cursor, from, to, width)} y1="0" y2="30" />`}
      </svg>`}
    </div>`;
}

function Grid({ marks, view: { from, to, width } }) {
  const lines = (instants) => instants.filter((instant) => instant > from).map((instant) => `M${pixel(instant, from, to, width).toFixed(1)} 0V30`).join("");
  return html`<path class="tick-lines" d=${lines(marks.ticks.map(({ instant }) => instant))} /><path class="day-lines" d=${lines(marks.days.map(({ start }) => start))} />`;
}

// Thousands of segments are a handful of elements: one path for all that look alike.
function Segments({ each }) {
  const alike = new Map();
  for (const { segment, left, right } of each) {
    const look = `segment ${segment.kind}${segment.faint ? " faint" : ""}`;
    const room = right - left;
    alike.set(look, `${alike.get(look) ?? ""}${box(segment.kind, left, Math.max(1, room > 6 ? room - 1 : room))}`);
  }
  const texts = each.filter(({ segment, left, right }) => segment.text && right - left > 12 + 7 * segment.text.length);
  return html`${[...alike].map(([look, path]) => html`<path key=${look} class=${look} d=${path} />`)}
    ${texts.map(({ segment, left }) => html`<text class=${`segment-text ${segment.kind}`} x=${(Math.max(0, left) + 5).toFixed(1)} y="19">${segment.text}</text>`)}`;
}

// Kinds differ in where they lie and how high they are, not in colour alone.
const SHAPES = { STANDBY: [13, 13], OFF: [21, 5], open: [11, 8], closed: [14, 2] };

function box(kind, left, room) {
  const [top, height] = SHAPES[kind] ?? [4, 22];
  return `M${left.toFixed(1)} ${top}h${room.toFixed(1)}v${height}h${(-room).toFixed(1)}z`;
}

// How a kind looks, for legends.
export function Swatch({ kind }) {
  return html`<svg class="swatch" width="22" height="22" viewBox="0 3 22 24" aria-hidden="true"><path class=${`segment ${kind}`} d=${box(kind, 1, 20)} /></svg>`;
}

function Present({ view: { from, to, now, width } }) {
  if (now === undefined || now < from || now > to) return null;
  const x = pixel(now, from, to, width);
  return html`<line class="present" x1=${x} x2=${x} y1="0" y2="30" />`;
}

function Selected({ selected, view: { from, to, width } }) {
  const left = pixel(selected.start ?? selected.instant, from, to, width);
  const right = pixel(selected.end ?? selected.instant, from, to, width);
  return html`<rect class="selected" x=${left - 1} width=${Math.max(2, right - left)} y="1" height="28" rx="3" />`;
}

function middle({ from, to, now }) {
  return now !== undefined && now >= from && now <= to ? now : (from + to) / 2;
}

function under(lane, instant) {
  return lane.segments.filter(({ start, end }) => start <= instant && instant < end);
}

function words(lane, instant) {
  return under(lane, instant).map(({ title }) => title).join("; ") || "nothing";
}

function pick(lane, instant, onPick) {
  const own = under(lane, instant).findLast(({ onPick: act }) => act);
  if (own) own.onPick();
  else onPick?.(lane, Math.round(instant));
}

function useWidth() {
  const [width, setWidth] = useState(0);
  const place = useRef(null);
  useLayoutEffect(() => {
    const see = () => setWidth(place.current.clientWidth);
    const observer = new ResizeObserver(see);
    observer.observe(place.current);
    see();
    return () => observer.disconnect();
  }, []);
  return [width, place];
}

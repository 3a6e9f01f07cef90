/**
 * The film on the graphics processor: one triangle over the frame, each of its pixels made of the film's own samples by the rule
 * of resample.ts, then windowed. Integer textures can't be filtered by the hardware, hence by hand.
 */

/** A triangle that covers the frame. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/** Names of the uniforms below. */
export const UNIFORMS = [
  'film',
  'level',
  'levelSize',
  'extent',
  'frameHeight',
  'corner',
  'shown',
  'toFilm',
  'halfBox',
  'scale',
  'ends',
  'isSigmoid',
  'isInverted',
] as const;

/** See the comments for what the uniforms are. */
export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D film;
uniform int level;         // which copy is drawn
uniform ivec2 levelSize;   // its size
uniform vec2 extent;       // the whole film in its samples
uniform float frameHeight; // device pixels
uniform vec2 corner;       // the film's upper left corner, device pixels
uniform vec2 shown;        // its size, device pixels
uniform mat3 toFilm;       // shares as shown -> shares of the film
uniform vec2 halfBox;      // half of what a pixel takes from, in samples
uniform vec2 scale;        // slope and intercept
uniform vec2 ends;         // black and white; center and width of a sigmoid
uniform bool isSigmoid;
uniform bool isInverted;
out vec4 colour;

float overlap(int at, float low, float high) {
  return max(0.0, min(float(at) + 1.0, high) - max(float(at), low));
}

float sampleFilm(vec2 center) {
  vec2 low = center - halfBox;
  vec2 high = center + halfBox;
  ivec2 first = ivec2(floor(low));
  float sum = 0.0;
  float total = 0.0;
  for (int row = 0; row < 3; row += 1) {
    float rowWeight = overlap(first.y + row, low.y, high.y);
    if (rowWeight <= 0.0) continue;
    for (int column = 0; column < 3; column += 1) {
      float weight = rowWeight * overlap(first.x + column, low.x, high.x);
      if (weight <= 0.0) continue;
      ivec2 at = clamp(first + ivec2(column, row), ivec2(0), levelSize - 1);
      sum += weight * float(texelFetch(film, at, level).r);
      total += weight;
    }
  }
  return sum / total;
}

void main() {
  vec2 place = vec2(gl_FragCoord.x, frameHeight - gl_FragCoord.y);
  vec2 share = (place - corner) / shown;
  colour = vec4(0.0, 0.0, 0.0, 1.0);
  if (any(lessThan(share, vec2(0.0))) || any(greaterThan(share, vec2(1.0)))) return;
  float value = sampleFilm((toFilm * vec3(share, 1.0)).xy * extent) * scale.x + scale.y;
  float grey = isSigmoid
    ? 1.0 / (1.0 + exp(-4.0 * (value - ends.x) / ends.y))
    : clamp((value - ends.x) / max(ends.y - ends.x, 1e-6), 0.0, 1.0);
  colour.rgb = vec3(isInverted ? 1.0 - grey : grey);
}`;

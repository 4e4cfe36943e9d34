// Functions of numbers, a vector at a time.

/// 2^(v * scale) for finite products not above 0; zero below 2^-126. Relative error under 2e-7. The scale is in two parts,
/// the second what the first lacks.
///
/// v * scale = n + f, |f| <= 1/2, n whole; 2^f by a polynomial fitted to the least relative error on that range.
INLINE vector exp2_scaled(vector v, vector scale, vector scale_rest) {
    const vector n = round_to_whole(v * scale);
    const vector f = multiply_add(v, scale_rest, multiply_add(v, scale, -n));
    vector p = splat(1.534580941e-04f);
    p = multiply_add(p, f, splat(1.339993120e-03f));
    p = multiply_add(p, f, splat(9.618488967e-03f));
    p = multiply_add(p, f, splat(5.550328777e-02f));
    p = multiply_add(p, f, splat(2.402264689e-01f));
    p = multiply_add(p, f, splat(6.931472057e-01f));
    p = multiply_add(p, f, splat(1));
    return times_power_of_two(p, n);
}

/// The normal distribution's cumulative function, (1 + erf(v / sqrt 2)) / 2; absolute error under 2e-7.
///
/// erf(v / sqrt 2) / 2 = w P(w^2) / Q(w^2), w being v held between -5.54 and 5.54, beyond which the function is 1/2 in
/// this precision; P and Q of degree 5 were fitted to the least absolute error on that range.
INLINE vector normal_cumulative(vector v) {
    const vector w = maximum(minimum(v, splat(5.54f)), splat(-5.54f));
    const vector t = w * w;
    vector p = splat(2.251430738e-08f), q = splat(1.190388842e-06f);
    p = multiply_add(p, t, splat(6.348532135e-06f));
    q = multiply_add(q, t, splat(7.409890554e-05f));
    p = multiply_add(p, t, splat(1.704757263e-04f));
    q = multiply_add(q, t, splat(1.893832033e-03f));
    p = multiply_add(p, t, splat(4.687031177e-03f));
    q = multiply_add(q, t, splat(2.874438510e-02f));
    p = multiply_add(p, t, splat(3.402964836e-02f));
    q = multiply_add(q, t, splat(2.519655627e-01f));
    p = multiply_add(p, t, splat(3.989422339e-01f));
    q = multiply_add(q, t, splat(1));
    return multiply_add(w * p, reciprocal(q), splat(0.5f));
}

/// gelu(v) = v/2 (1 + erf(v / sqrt 2)); absolute error under 2e-7 |v|.
INLINE vector gelu(vector v) { return v * normal_cumulative(v); }

/// The normal distribution's density; 0 beyond 13.
INLINE vector normal_density(vector v) {
    const vector square = minimum(v * v, splat(170));
    // exp(-square / 2) as a power of 2: -log2(e) / 2 in two parts.
    const vector power = exp2_scaled(square, splat(-0.7213475108f), splat(-9.631e-09f));
    return splat(0.3989422804f) * power;
}

/// scale * log2(e) in two parts, so that a product with it keeps its last bits.
typedef struct {
    vector whole, rest;
} exponent_scale;

INLINE exponent_scale exponent_scale_of(float scale) {
    const double product = (double)scale * 1.4426950408889634;
    const float whole = (float)product;
    return (exponent_scale){splat(whole), splat((float)(product - (double)whole))};
}

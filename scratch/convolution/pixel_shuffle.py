r"""Sub-pixel convolution's second half: r × r channels of every place become a square of r × r places.

    y_{h r + i, w r + j} = x_{h,w,r i + j}        dx_{h,w,r i + j} = dy_{h r + i, w r + j}        i, j = 0 … r − 1

So a convolution computes a large image at the cost of a small one.

Axes: n images of h rows, w columns and r² sub-pixels of c channels; r is the scale. y has h r rows, w r columns and c
channels. The two last axes of x are one in a convolution's answer.

Source: Shi, Caballero, Huszár, Totz, Aitken, Bishop, Rueckert & Wang, *Real-Time Single Image and Video
Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural Network*, CVPR 2016, equation 4.
"""

from scratch.checked import checked
from scratch.signature import Differentiable, Float, Natural


@checked
def pixel_shuffle(x: Float["n h w scale*scale c"], *, scale: Natural = 2) -> Differentiable:
    n, h, w, _, c = x.shape
    r = scale

    def backward(dy):
        return dict(x=dy.reshape(n, h, r, w, r, c).swapaxes(2, 3).reshape(x.shape))

    return x.reshape(n, h, w, r, r, c).swapaxes(2, 3).reshape(n, h * r, w * r, c), backward

#pragma once

#include "training.h"

/// The reference of the training kernels.
extern const training_kernels scalar_training;

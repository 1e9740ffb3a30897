package main

import (
	"context"
	"fmt"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// Knows one package, which is all that the examples use.
type onlyThis struct{ pkg *schema.Package }

func (only onlyThis) LoadPackageV2(_ context.Context, descriptor *schema.PackageDescriptor) (*schema.Package, error) {
	if descriptor.Name != only.pkg.Name {
		return nil, fmt.Errorf("an example uses the package %s, and not only %s", descriptor.Name, only.pkg.Name)
	}
	return only.pkg, nil
}

func (only onlyThis) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return only.LoadPackageV2(context.Background(), &schema.PackageDescriptor{Name: name})
}

func (only onlyThis) LoadPackageReferenceV2(
	ctx context.Context, descriptor *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	pkg, err := only.LoadPackageV2(ctx, descriptor)
	if err != nil {
		return nil, err
	}
	return pkg.Reference(), nil
}

func (only onlyThis) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	return only.LoadPackageReferenceV2(context.Background(), &schema.PackageDescriptor{Name: name})
}
